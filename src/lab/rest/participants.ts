// Participants: those in a room, by call sid or label (page on the Conference Participant resource).
import { rfc2822, type Carrier } from '../carrier.ts';
import type { Participant, Room } from '../room.ts';
import { addressed, gone, notFound, ok, page, type RestAnswer, type Route } from './answer.ts';

export function participantRoutes(carrier: Carrier): Route[] {
  const { rooms, accountSid, clock } = carrier;

  function body(room: Room, { leg, label, muted, held, endOnExit, startOnEnter, joinedAt }: Participant) {
    return {
      account_sid: accountSid, call_sid: leg.sid, conference_sid: room.sid, label: label ?? null, muted, hold: held, coaching: false, call_sid_to_coach: null,
      end_conference_on_exit: endOnExit, start_conference_on_enter: startOnEnter, status: 'connected', queue_time: null,
      date_created: rfc2822(joinedAt), date_updated: rfc2822(clock.now()), uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}/Participants/${leg.sid}.json`,
    };
  }

  function update(room: Room, participant: Participant, form: URLSearchParams): RestAnswer {
    const flag = (name: string) => (form.has(name) ? form.get(name)?.toLowerCase() === 'true' : undefined);
    const [muted, hold, endOnExit] = [flag('Muted'), flag('Hold'), flag('EndConferenceOnExit')];
    if (endOnExit !== undefined) room.setEndOnExit(participant, endOnExit);
    if (muted !== undefined) room.mute(participant, muted);
    if (hold === true) room.hold(participant, addressed(form, 'HoldUrl', 'HoldMethod', 'GET'));
    if (hold === false) room.unhold(participant);
    const announcement = addressed(form, 'AnnounceUrl', 'AnnounceMethod');
    if (announcement) room.announce(announcement, [participant]);
    return ok(body(room, participant));
  }

  const withParticipant = (run: (room: Room, participant: Participant, form: URLSearchParams) => RestAnswer): Route['run'] => ({ names, form }) => {
    const room = rooms.get(names['room'] ?? '');
    const participant = room?.find(names['who'] ?? '');
    return room && participant ? run(room, participant, form) : notFound(`participant ${names['who']} of conference ${names['room']}`);
  };

  return [
    {
      method: 'GET', path: 'Conferences/{room}/Participants.json',
      run: (call) => {
        const room = rooms.get(call.names['room'] ?? '');
        if (!room) return notFound(`conference ${call.names['room']}`);
        const wants = (name: string, value: boolean) => !call.query.has(name) || call.query.get(name) === String(value);
        return page('participants', room.participants.filter(({ muted, held }) => wants('Muted', muted) && wants('Hold', held)).map((one) => body(room, one)), call);
      },
    },
    { method: 'GET', path: 'Conferences/{room}/Participants/{who}.json', run: withParticipant((room, participant) => ok(body(room, participant))) },
    { method: 'POST', path: 'Conferences/{room}/Participants/{who}.json', run: withParticipant(update) },
    {
      method: 'DELETE', path: 'Conferences/{room}/Participants/{who}.json',
      run: withParticipant((room, participant) => {
        room.sendOut(participant);
        return gone;
      }),
    },
  ];
}
