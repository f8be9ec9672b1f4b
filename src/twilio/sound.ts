// Fetches the sound of a recording: signed in at the carrier only, never at the place it may send us on to.

/** An hour in two channels at 8 kHz and 16 bits is 115 MB; what is larger is not a message somebody left. */
export const soundBytesMax = 128 * 1024 * 1024;
/** From the carrier to its store of files, and perhaps once further. */
const redirectsMax = 3;
/** A message of five minutes over a slow line. */
const soundMs = 30_000;

export type Sound = { ok: true; audio: Buffer } | { ok: false; why: 'missing' | 'failed' | 'refused' | 'too-large' };

export async function fetchSound(url: string, user: string, password: string, most: number = soundBytesMax, withinMs: number = soundMs): Promise<Sound> {
  const signal = AbortSignal.timeout(withinMs);
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const home = new URL(url);
  try {
    let place = home;
    for (let hops = 0; hops <= redirectsMax; hops++) {
      const answer = await fetch(place, { redirect: 'manual', signal, headers: place.origin === home.origin ? { authorization } : {} });
      const next = answer.headers.get('location');
      if (answer.status >= 300 && answer.status < 400 && next !== null) {
        await answer.body?.cancel();
        place = new URL(next, place);
        // Never from https to something anybody can read along.
        if (place.protocol !== home.protocol && place.protocol !== 'https:') return { ok: false, why: 'refused' };
        continue;
      }
      if (answer.ok) return await read(answer, most);
      await answer.body?.cancel();
      return { ok: false, why: answer.status === 404 ? 'missing' : answer.status === 429 || answer.status >= 500 ? 'failed' : 'refused' };
    }
    return { ok: false, why: 'refused' };
  } catch {
    // The network's own words name addresses and nothing of use: it did not work, and may the next time.
    return { ok: false, why: 'failed' };
  }
}

async function read(answer: Response, most: number): Promise<Sound> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += (part as Uint8Array).length;
    if (bytes > most) return { ok: false, why: 'too-large' };
    parts.push(part as Uint8Array);
  }
  return { ok: true, audio: Buffer.concat(parts) };
}
