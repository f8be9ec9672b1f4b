import { describe, expect, it } from 'vitest';
import { regionOf } from './region.ts';

const countries = (country: string) => ({ US: 'americas', GB: 'emea', AU: 'apac' })[country];
const toll = { defaultRegion: 'americas' };
const local = { region: 'apac', defaultRegion: 'americas' };

describe('a call belongs to the region of', () => {
  it.each([
    ['the site of its case, before all else', { caseRegion: 'emea', contactRegion: 'apac', line: local, callerCountry: 'US' }, 'emea'],
    ['its contact, when the case has none', { contactRegion: 'emea', line: local, callerCountry: 'US' }, 'emea'],
    ['the local line that was dialled, wherever the caller is', { line: local, callerCountry: 'GB' }, 'apac'],
    ['the country it comes from, on a line for everybody', { line: toll, callerCountry: 'GB' }, 'emea'],
    ['the default of the line, from a country nobody serves', { line: toll, callerCountry: 'AQ' }, 'americas'],
    ['the default of the line, when the caller hides', { line: toll }, 'americas'],
    ['the default of the line, when the facts are there but empty', { caseRegion: '', contactRegion: '', line: toll }, 'americas'],
  ])('%s', (_, facts, region) => {
    expect(regionOf(facts, countries)).toBe(region);
  });
});
