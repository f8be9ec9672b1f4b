// What the carrier keeps on other hosts and a service asks before it goes live: where it may call, and which numbers a messaging service sends from.
import type { Carrier } from '../carrier.ts';
import { ok, type Route } from './answer.ts';

export function elsewhereRoutes({ faults, numbers, accountSid, apiUrl }: Carrier): Route[] {
  return [
    {
      method: 'GET', path: '/v1/DialingPermissions/Countries/{country}',
      run: ({ names, path }) => {
        const country = names['country'] ?? '';
        const allowed = !faults.forbiddenCountries.includes(country);
        return ok({
          iso_code: country, name: country, continent: '', country_codes: [], low_risk_numbers_enabled: allowed, high_risk_special_numbers_enabled: false,
          high_risk_tollfraud_numbers_enabled: false, url: apiUrl() + path, links: {},
        });
      },
    },
    {
      method: 'GET', path: '/v1/Services/{service}/PhoneNumbers',
      run: ({ names, path }) => ok({
        phone_numbers: numbers.all().map(({ sid, number }) => ({
          sid, account_sid: accountSid, service_sid: names['service'], phone_number: number, country_code: '', capabilities: ['SMS', 'Voice'], date_created: null, date_updated: null,
          url: `${apiUrl()}/v1/Services/${names['service']}/PhoneNumbers/${sid}`,
        })),
        meta: { key: 'phone_numbers', page: 0, page_size: numbers.all().length, url: apiUrl() + path, first_page_url: apiUrl() + path, next_page_url: null, previous_page_url: null },
      }),
    },
  ];
}
