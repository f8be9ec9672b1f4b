// What happened in a call, line by line with times: what people did, what each of them heard, and the steps of the flows.
import type { Visit } from '../call/place.ts';
import type { Ear } from './ear.ts';

export interface Line {
  /** Seconds since the story began. */
  at: number;
  who: string;
  what: string;
  /** Heard words stand in quotes; a sound is named; the rest was done. */
  kind: 'did' | 'heard' | 'sound';
}

export class Story {
  readonly #now: () => number;
  readonly #began: number;
  readonly #done: { at: number; who: string; what: string }[] = [];

  constructor(now: () => number, began: number) {
    this.#now = now;
    this.#began = began;
  }

  tell(who: string, what: string): void {
    this.#done.push({ at: this.#now(), who, what });
  }

  get seconds(): number {
    return (this.#now() - this.#began) / 1_000;
  }

  /** Everything so far in the order it happened. */
  lines(people: readonly { name: string; phone: { number: string }; ears: readonly Ear[] }[]): Line[] {
    const did = this.#done.map(({ at, who, what }): Line => ({ at, who, what, kind: 'did' }));
    const names = new Map(people.map(({ name, phone }) => [phone.number, name]));
    const heard = people.flatMap(({ name, ears }) => ears.flatMap((ear) => this.#heardBy(name, ear, names)));
    return [...did, ...heard].sort((a, b) => a.at - b.at).map((line) => ({ ...line, at: (line.at - this.#began) / 1_000 }));
  }

  #heardBy(who: string, ear: Ear, names: ReadonlyMap<string, string>): Line[] {
    const lines: Line[] = [];
    for (const heard of ear.call.heard) {
      const line = soundOf(heard.kind, ear.spoken(heard, this.#now()), names);
      // Music comes in pieces; told once is enough.
      if (line && lines.at(-1)?.what !== line.what) lines.push({ at: heard.at, who, ...line });
    }
    return lines;
  }
}

function soundOf(kind: Ear['call']['heard'][number]['kind'], text: string, names: ReadonlyMap<string, string>): Pick<Line, 'what' | 'kind'> | undefined {
  switch (kind) {
    case 'say': return text === '' ? undefined : { what: text, kind: 'heard' };
    // The lab knows numbers; a story knows names.
    case 'room': return { what: text.replace(/\+\d{7,15}/g, (number) => names.get(number) ?? number), kind: 'sound' };
    case 'play': case 'music': return { what: 'hold music', kind: 'sound' };
    case 'beep': return { what: 'a tone', kind: 'sound' };
    case 'ringing': case 'silence': return undefined;
  }
}

/** The steps one call went through, in the order it did: a step come back to by a later turn stands there once. */
export function addVisits(walk: Visit[], visits: readonly Visit[]): void {
  for (const visit of visits) {
    const last = walk.at(-1);
    if (last && last.way === undefined && last.flow === visit.flow && last.step === visit.step) walk[walk.length - 1] = visit;
    else walk.push(visit);
  }
}

/** `support: front –*→ new-case –quiet→ thanks · hold-care: first`. */
export function writeWalk(walk: readonly Visit[]): string {
  return walk.map(({ flow, step, way }, index) => {
    const before = walk[index - 1];
    const named = before?.flow === flow ? step : `${before ? '· ' : ''}${flow}: ${step}`;
    return way === undefined ? named : `${named} –${way}→`;
  }).join(' ');
}
