// Rooms: Twilio's conferences. Who is in, who waits, who is on hold, and what the service is told of it (page on Conference).
import type { Carrier } from './carrier.ts';
import type { Leg } from './leg.ts';
import { finishedRoomsMax } from './limits.ts';
import { Room, type JoinOptions, type LeaveReason } from './room.ts';

export type { BeepWhen } from './room.ts';

export type Stay =
  | { kind: 'refused'; code: number; message: string }
  | { kind: 'joined'; room: Room; leave(reason: LeaveReason): void; voice(ms: number, words: string): void };

export function createRooms(carrier: Carrier) {
  const rooms = new Map<string, Room>();
  const live = new Map<string, Room>();

  function join(name: string, leg: Leg, options: JoinOptions): Stay {
    const room = live.get(name) ?? open(name);
    const { label } = options;
    if (label !== undefined && room.byLabel(label)) return { kind: 'refused', code: 16025, message: `room ${name} has a participant labelled "${label}" already` };
    const participant = room.join(leg, options);
    return {
      kind: 'joined', room,
      leave: (reason) => room.leave(participant, reason),
      voice: (ms, words) => room.voice(participant, ms, words),
    };
  }

  function open(name: string): Room {
    const room = new Room(carrier, name, () => live.delete(name));
    rooms.set(room.sid, room);
    live.set(name, room);
    if (rooms.size > finishedRoomsMax) forgetOldest();
    return room;
  }

  function forgetOldest(): void {
    for (const room of rooms.values()) {
      if (room.status !== 'completed') continue;
      rooms.delete(room.sid);
      return;
    }
  }

  return {
    join,
    /** By sid, or by the name of one that is under way. */
    get: (sidOrName: string) => rooms.get(sidOrName) ?? live.get(sidOrName),
    all: () => [...rooms.values()],
    live: () => [...live.values()],
  };
}

export type Rooms = ReturnType<typeof createRooms>;
