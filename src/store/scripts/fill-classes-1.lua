-- Writes new classes into agents whose classes were computed before them; who was published anew since then is let be.
-- KEYS[1] the centre's root. ARGV time or ''; a JSON list of {id, classes: [{name, version, base}]}.
for _, fill in ipairs(cjson.decode(ARGV[2])) do
  local agent = load_agent(fill.id)
  if agent then
    local filled
    for _, class in ipairs(fill.classes) do
      if agent.at < class.version then
        filled = filled or copy(cjson.decode(agent.classes))
        filled[class.name] = class.base
      end
    end
    if filled then
      local admitted = copy(agent)
      admitted.classes, admitted.admitted = map_text(filled), filled
      publish_agent(admitted)
    end
  end
end
write_floor()
return 'ok'
