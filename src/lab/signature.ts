// The signature a carrier puts on its webhooks, written here a second time on purpose: it checks the service's own reader of it.
import { createHmac } from 'node:crypto';

/**
 * Signs a request: the whole URL without its fragment, then each form field, sorted by name, as name and value
 * run together; a name that is there twice gives its different values in order (page "Webhooks security").
 */
export function sign(authToken: string, url: string, form: URLSearchParams = new URLSearchParams()): string {
  const names = [...new Set(form.keys())].sort();
  const fields = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value));
  return createHmac('sha1', authToken).update(withoutFragment(url) + fields.join(''), 'utf8').digest('base64');
}

export function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}
