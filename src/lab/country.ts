// The country a carrier reports for a number: by calling code alone, which is as far as the lab goes.

const countries: readonly (readonly [string, string])[] = [
  ['+44', 'GB'], ['+49', 'DE'], ['+33', 'FR'], ['+34', 'ES'], ['+351', 'PT'], ['+52', 'MX'], ['+55', 'BR'],
  ['+61', 'AU'], ['+81', 'JP'], ['+82', 'KR'], ['+86', 'CN'], ['+91', 'IN'], ['+1', 'US'],
];

/** Two letters, or nothing where the number does not tell. */
export function countryOf(number: string): string {
  return countries.find(([code]) => number.startsWith(code))?.[1] ?? '';
}
