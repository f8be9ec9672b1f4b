// The hold music as notes: thirty-two quiet bars of our own, which end where they begin. Nothing here is taken from anywhere.

export interface Note {
  /** Seconds from the beginning; what sounds past the end goes on at the beginning. */
  at: number;
  seconds: number;
  hertz: number;
  loudness: number;
  voice: 'pad' | 'bass' | 'bell';
}

const beatS = 60 / 64;
const beatsPerBar = 4;
/** Sixty-four beats a minute, four to a bar, thirty-two bars: two minutes to the second. */
export const loopSeconds = 120;

/** Each chord is its bass note and the four notes above it, counted in half tones from the A of 440 Hz. */
const chords = {
  F: [-16, [-4, 0, 3, 7]], // F major with its seventh
  C: [-21, [-5, -2, 3, 7]], // C major
  Dm: [-19, [-7, -4, 0, 3]], // D minor with its seventh
  Am: [-24, [-5, -2, 0, 3]], // A minor with its seventh
  Bb: [-23, [-7, -4, 1, 5]], // B flat major
  Gm: [-14, [-7, -2, 1, 5]], // G minor
} as const satisfies Record<string, readonly [number, readonly number[]]>;

type Chord = keyof typeof chords;

/** Four phrases of eight bars. */
const calm: readonly Chord[] = ['F', 'C', 'Dm', 'Am', 'Bb', 'F', 'Gm', 'C'];
const lifted: readonly Chord[] = ['Bb', 'C', 'Am', 'Dm', 'Bb', 'Am', 'Gm', 'C'];
const bars: readonly Chord[] = [...calm, ...calm, ...lifted, ...calm];

/** Bells: the beat within two bars, and which note of the bar's chord, an octave up. The pattern changes from phrase to phrase. */
const bells: readonly (readonly (readonly [beat: number, tone: number])[])[] = [
  [[0, 2], [1.5, 3], [3, 1], [5, 2], [6.5, 0]],
  [[0.5, 1], [2, 3], [3.5, 2], [5.5, 3], [7, 2]],
  [[0, 3], [1, 2], [2.5, 1], [4, 3], [6, 2], [7, 1]],
  [[0, 2], [2, 1], [4.5, 3], [6, 0]],
];

export function score(): Note[] {
  return bars.flatMap((chord, bar) => [...padOf(chord, bar), bassOf(chord, bar), ...bellsOf(chord, bar)]);
}

const hertz = (halfTones: number) => 440 * 2 ** (halfTones / 12);
const barS = beatS * beatsPerBar;

/** Each chord begins to fade in before its bar and is still there when the next one comes, so it is never quiet. */
function padOf(chord: Chord, bar: number): Note[] {
  return chords[chord][1].map((tone) => ({ at: (bar - 0.15) * barS, seconds: barS * 1.35, hertz: hertz(tone), loudness: 0.5, voice: 'pad' }));
}

const bassOf = (chord: Chord, bar: number): Note => ({ at: bar * barS, seconds: barS, hertz: hertz(chords[chord][0]), loudness: 0.6, voice: 'bass' });

function bellsOf(chord: Chord, bar: number): Note[] {
  const pattern = bells[Math.floor(bar / 8) % bells.length] ?? [];
  const second = bar % 2;
  return pattern
    .filter(([beat]) => Math.floor(beat / beatsPerBar) === second)
    .map(([beat, tone]) => ({
      at: bar * barS + (beat % beatsPerBar) * beatS,
      seconds: 2.2,
      hertz: hertz((chords[chord][1][tone] ?? 0) + 12),
      loudness: 0.55,
      voice: 'bell',
    }));
}
