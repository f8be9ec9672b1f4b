// The official library, loaded when it is first needed: it is large, and most commands never call out.
import type { Twilio } from 'twilio';
import { createTransport, timeoutsDefault, type Timeouts, type Transport } from './transport.ts';

export interface Account {
  accountSid: string;
  authToken: string;
  /** Another carrier at the other end: the lab, or a compatible provider, which may have a path of its own. */
  apiUrl?: string;
  region?: string;
  edge?: string;
  timeouts?: Partial<Timeouts>;
}

export interface Client {
  twilio: Twilio;
  transport: Transport;
}

/** The library takes no account id that does not begin like Twilio's; a provider's own is put back into the addresses. */
const standIn = 'AC00000000000000000000000000000000';

export async function loadClient({ accountSid, authToken, apiUrl, region, edge, timeouts }: Account): Promise<Client> {
  const { default: library } = await import('twilio');
  const foreign = !accountSid.startsWith('AC');
  const rewrite = (uri: string) => (foreign ? uri.replace(`/Accounts/${standIn}`, `/Accounts/${accountSid}`) : uri);
  const transport = createTransport(library.RequestClient, { ...timeoutsDefault, ...timeouts }, rewrite);
  const twilio = library(accountSid, authToken, {
    accountSid: foreign ? standIn : accountSid,
    httpClient: transport.client,
    // Said even when empty: left out, the library takes them from the environment and changes the host, or prints numbers.
    region: apiUrl === undefined ? (region ?? '') : '',
    edge: apiUrl === undefined ? (edge ?? '') : '',
    logLevel: 'none',
  });
  if (apiUrl !== undefined) for (const domain of [twilio.api, twilio.messaging, twilio.voice]) domain.baseUrl = apiUrl;
  return { twilio, transport };
}

/** Where recordings are fetched from, outside the library. */
export function soundUrl({ accountSid, apiUrl, region, edge }: Account, recording: string): string {
  const host = ['api', edge, region ?? (edge === undefined ? undefined : 'us1'), 'twilio.com'].filter((part) => part !== undefined).join('.');
  const base = apiUrl?.replace(/\/+$/, '') ?? `https://${host}`;
  return `${base}/2010-04-01/Accounts/${accountSid}/Recordings/${recording}.wav`;
}
