// The fields every webhook about a call carries.
import type { Carrier } from './carrier.ts';
import { countryOf } from './country.ts';
import type { Leg } from './leg.ts';

/** As listed on the page "TwiML for Programmable Voice". Blank ones are sent too, as Twilio does. */
export function callParams(carrier: Pick<Carrier, 'accountSid'>, leg: Leg): Record<string, string> {
  const { from, to, options } = leg;
  return {
    CallSid: leg.sid, AccountSid: carrier.accountSid, ApiVersion: '2010-04-01', From: from, To: to, Caller: from, Called: to,
    CallStatus: leg.status, Direction: leg.direction,
    FromCountry: countryOf(from), FromState: '', FromCity: '', FromZip: '', ToCountry: countryOf(to), ToState: '', ToCity: '', ToZip: '',
    CallerCountry: countryOf(from), CallerState: '', CallerCity: '', CallerZip: '', CalledCountry: countryOf(to), CalledState: '', CalledCity: '', CalledZip: '',
    ...(options.parentSid && { ParentCallSid: options.parentSid }),
    ...(options.forwardedFrom && { ForwardedFrom: options.forwardedFrom }),
  };
}
