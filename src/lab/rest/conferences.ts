// Conferences: the rooms as the API shows them (page on the Conference resource).
import { rfc2822, type Carrier } from '../carrier.ts';
import type { Room } from '../room.ts';
import { addressed, notFound, ok, page, refuse, type RestAnswer, type Route } from './answer.ts';

export function conferenceRoutes(carrier: Carrier): Route[] {
  const { rooms, accountSid, clock } = carrier;

  function body(room: Room) {
    const uri = `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}`;
    return {
      sid: room.sid, account_sid: accountSid, api_version: '2010-04-01', friendly_name: room.name, status: room.status, region: 'us1',
      date_created: rfc2822(room.createdAt), date_updated: rfc2822(room.endedAt ?? clock.now()), reason_conference_ended: room.endReason ?? null,
      call_sid_ending_conference: room.endedBy ?? null, uri: `${uri}.json`, subresource_uris: { participants: `${uri}/Participants.json` },
    };
  }

  function update(room: Room, form: URLSearchParams): RestAnswer {
    if (room.status === 'completed') return refuse(400, 20001, `Conference ${room.sid} is completed`);
    const announcement = addressed(form, 'AnnounceUrl', 'AnnounceMethod');
    if (announcement) room.announce(announcement);
    const status = form.get('Status');
    if (status === 'completed') room.endViaApi();
    else if (status !== null) return refuse(400, 20001, `Status "${status}": expected completed`);
    return ok(body(room));
  }

  const withRoom = (run: (room: Room, form: URLSearchParams) => RestAnswer): Route['run'] => ({ names, form }) => {
    const room = rooms.get(names['sid'] ?? '');
    return room ? run(room, form) : notFound(`conference ${names['sid']}`);
  };

  return [
    {
      method: 'GET', path: 'Conferences.json',
      run: (call) => {
        const wants = (name: string, value: string) => !call.query.get(name) || call.query.get(name) === value;
        return page('conferences', rooms.all().reverse().filter((room) => wants('FriendlyName', room.name) && wants('Status', room.status)).map(body), call);
      },
    },
    { method: 'GET', path: 'Conferences/{sid}.json', run: withRoom((room) => ok(body(room))) },
    { method: 'POST', path: 'Conferences/{sid}.json', run: withRoom(update) },
  ];
}
