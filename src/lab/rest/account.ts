// The account itself.
import { rfc2822, type Carrier } from '../carrier.ts';
import { ok, type Route } from './answer.ts';

export function accountRoutes({ accountSid, clock }: Carrier): Route[] {
  const since = rfc2822(clock.now());
  return [{
    method: 'GET',
    path: '.json',
    run: () => ok({
      sid: accountSid, friendly_name: 'The lab', status: 'active', type: 'Full', owner_account_sid: accountSid, auth_token: '',
      date_created: since, date_updated: since, uri: `/2010-04-01/Accounts/${accountSid}.json`, subresource_uris: {},
    }),
  }];
}
