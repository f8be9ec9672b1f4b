// Keeps recordings in S3-compatible storage: three plain requests, signed by hand (AWS Signature Version 4, page "Signature Calculations").
import type { RecordingKeep } from '../reception/parts.ts';
import { safeId } from './keep.ts';
import { signV4 } from './sign-v4.ts';

export interface Bucket {
  /** Endpoint, bucket and perhaps a folder: https://s3.example.com/bucket/folder. */
  url: string;
  region: string;
  keyId: string;
  secret: string;
}

/** Longer than a good store needs for some megabytes, shorter than the lease of the work that keeps a recording. */
const ANSWER_MS_MAX = 8_000;
/** Takes of one message, each of two parts at most: what a message can leave behind. */
const PARTS_MAX = 20;

export function keepInBucket({ url, region, keyId, secret }: Bucket, now: () => number, answerMs = ANSWER_MS_MAX): RecordingKeep {
  async function ask(method: 'PUT' | 'GET' | 'HEAD' | 'DELETE', name: string, body?: Buffer): Promise<Response> {
    const at = new URL(`${url.replace(/\/+$/, '')}/${name}`);
    const headers = signV4({ method, url: at, region, keyId, secret, now: now(), body: body ?? Buffer.alloc(0) });
    const given = body ? { body: new Uint8Array(body) } : {};
    try {
      return await fetch(at, { method, headers, redirect: 'manual', signal: AbortSignal.timeout(answerMs), ...given });
    } catch (error) {
      throw new Error(`the recordings' store gave no answer to ${method} (${(error as Error).name})`, { cause: error });
    }
  }
  /** Neither the address nor what the store says in its answer is for the log. */
  async function must(method: 'PUT' | 'GET' | 'HEAD' | 'DELETE', name: string, body?: Buffer): Promise<Response | undefined> {
    const response = await ask(method, name, body);
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404 && method !== 'PUT') return undefined;
    throw new Error(`the recordings' store answered ${response.status} to ${method}`);
  }
  const nameOf = (voicemail: string, part: number): string => `${safeId(voicemail)}-${part}.wav`;
  return {
    async save(voicemail, part, audio) {
      await (await must('PUT', nameOf(voicemail, part), audio))?.body?.cancel();
    },
    async read(voicemail, part) {
      const response = await must('GET', nameOf(voicemail, part));
      return response && Buffer.from(await response.arrayBuffer());
    },
    async size(voicemail, part) {
      const response = await must('HEAD', nameOf(voicemail, part));
      const length = response?.headers.get('content-length');
      return length === null || length === undefined ? undefined : Number(length);
    },
    /** Each part by its name: what is not there is as good as gone. */
    async forget(voicemail) {
      for (let part = 1; part <= PARTS_MAX; part++) {
        const there = part <= 2 || (await must('HEAD', nameOf(voicemail, part))) !== undefined;
        if (there) await must('DELETE', nameOf(voicemail, part));
        else if (part % 2 === 1) return;
      }
    },
  };
}
