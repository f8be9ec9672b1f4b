// The region a call belongs to: the best of what is known, never nothing.

export interface RegionFacts {
  /** Region of the site the case is about. */
  caseRegion?: string | undefined;
  contactRegion?: string | undefined;
  /** A local line has a region of its own; a toll-free or international one only a default. */
  line: { region?: string | undefined; defaultRegion: string };
  callerCountry?: string | undefined;
}

/**
 * The site of the case knows best: that is where the equipment stands, wherever its owner travels. The caller's country
 * comes after the line that was dialled, because numbers move with their owners and a local line was chosen on purpose.
 */
export function regionOf(facts: RegionFacts, countries: (country: string) => string | undefined): string {
  const { caseRegion, contactRegion, line, callerCountry } = facts;
  const byCountry = () => (callerCountry ? countries(callerCountry) : undefined);
  return caseRegion || contactRegion || line.region || byCountry() || line.defaultRegion;
}
