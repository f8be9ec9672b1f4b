// Lengths of time as people say them: nobody waits "3 minutes and 52 seconds".
import { idiomOf } from './idiom.ts';

export type Unit = 'seconds' | 'minutes' | 'hours';

const minuteS = 60;
const hourS = 60 * minuteS;
/** Below a minute in steps of five seconds, above an hour in steps of five minutes. */
const step = 5;

/** What the length is spoken in, after rounding. */
export const unitOf = (seconds: number): Unit => rounded(seconds).unit;

export function durationIn(tag: string): (seconds: number) => string {
  const unit = (name: string) => new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'long', maximumFractionDigits: 0 });
  const [hour, minute, second] = [unit('hour'), unit('minute'), unit('second')];
  const together = new Intl.ListFormat(tag, { type: 'unit', style: 'long' });
  const { length: told = (text: string) => text } = idiomOf(tag);
  const plain = (text: string): string => told(text.replace(/\p{Z}/gu, ' '));
  return (seconds) => {
    const length = rounded(seconds);
    if (length.unit === 'seconds') return plain(second.format(length.seconds));
    if (length.unit === 'minutes') return plain(minute.format(length.minutes));
    const parts = length.minutes === 0 ? [hour.format(length.hours)] : [hour.format(length.hours), minute.format(length.minutes)];
    return plain(together.format(parts));
  };
}

type Rounded = { unit: 'seconds'; seconds: number } | { unit: 'minutes'; minutes: number } | { unit: 'hours'; hours: number; minutes: number };

function rounded(seconds: number): Rounded {
  const short = Math.max(step, Math.round(seconds / step) * step);
  if (short < minuteS) return { unit: 'seconds', seconds: short };
  const minutes = Math.round(seconds / minuteS);
  if (minutes < hourS / minuteS) return { unit: 'minutes', minutes: Math.max(1, minutes) };
  const long = Math.round(minutes / step) * step;
  return { unit: 'hours', hours: Math.floor(long / 60), minutes: long % 60 };
}
