// Numbers the numbering authorities keep free for examples: no subscriber will ever have one.

/** One row a country: the reserved ranges as national numbers, without trunk zero, and who reserves them. */
const SAMPLES: readonly { country: string; code: string; ranges: readonly RegExp[] }[] = [
  // NANPA: 555-0100 to 555-0199 in every area code, so the country is that of the area code; see `sampleCountry`.
  { country: '', code: '1', ranges: [/^[2-9]\d{2}55501\d{2}$/] },
  // Ofcom: numbers for drama.
  {
    country: 'GB',
    code: '44',
    ranges: [
      /^1(?:1[3-8]|[2-6]1)4960\d{3}$/,
      /^1914980\d{3}$/,
      /^2079460\d{3}$/,
      /^2896496\d{3}$/,
      /^2920180\d{3}$/,
      /^1632960\d{3}$/,
      /^7700900\d{3}$/,
      /^8081570\d{3}$/,
      /^9098790\d{3}$/,
      /^3069990\d{3}$/,
    ],
  },
  // ACMA: numbers for radio, books, film and television.
  {
    country: 'AU',
    code: '61',
    ranges: [/^[2378](?:5550|7010)\d{4}$/, /^491570(?:006|156|157|158|159|110|313|737|266|491|804)$/, /^1[38]00975(?:70[7-9]|71[01])$/],
  },
  // ARCEP: numbers for audiovisual works.
  { country: 'FR', code: '33', ranges: [/^(?:19900|26191|35301|46571|53649|63998)\d{4}$/] },
  // Bundesnetzagentur: "Drama Numbers".
  { country: 'DE', code: '49', ranges: [/^(?:3023125|6990009|4066969|2214710|8999998)\d{3}$/] },
  // ComReg: 020 91x xxxx.
  { country: 'IE', code: '353', ranges: [/^2091\d{5}$/] },
];

/**
 * The country of a number reserved for samples, or undefined for every other number. `known` is the country the numbering table gives, which for
 * some of these ranges is none at all: unassigned is exactly what they are.
 */
export function sampleCountry(number: string, known: string | undefined): string | undefined {
  const row = SAMPLES.find(({ code, ranges }) => {
    const national = number.startsWith(`+${code}`) ? number.slice(code.length + 1) : undefined;
    return national !== undefined && ranges.some((range) => range.test(national));
  });
  return row && (known ?? (row.country || undefined));
}
