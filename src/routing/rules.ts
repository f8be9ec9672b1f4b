// Conditions of a demand: facts of the call, and the values that a rule asks for.

/** The facts a rule of the centre file may look at, each a word. */
export const RULE_FACTS = [
  'priority', 'plan', 'entitlement', 'region', 'language', 'product', 'escalated', 'certified', 'journey', 'network-down', 'verified', 'open', 'served', 'expert-to-expert', 'service-manager',
] as const;
export type RuleFact = (typeof RULE_FACTS)[number];

/** What is known of a call; a fact that nobody told meets no condition. */
export type RuleFacts = Readonly<Partial<Record<RuleFact, string>>>;
/** Each fact must have one of its values. */
export type Conditions = Readonly<Partial<Record<RuleFact, readonly string[]>>>;

export function holds(conditions: Conditions | undefined, facts: RuleFacts): boolean {
  return Object.entries(conditions ?? {}).every(([fact, values]) => {
    const found = facts[fact as RuleFact];
    return found !== undefined && values.includes(found);
  });
}

/** Whatever call meets `inner` meets `outer` too. */
export function covers(outer: Conditions, inner: Conditions): boolean {
  return Object.entries(outer).every(([fact, values]) => {
    const within = inner[fact as RuleFact];
    return within?.every((value) => values.includes(value)) ?? false;
  });
}
