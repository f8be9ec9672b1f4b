// Which voice speaks which language at the carrier. The names are checked against the official library when we compile.
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

type SayVoice = NonNullable<VoiceResponse.SayAttributes['voice']>;
type SayLanguage = NonNullable<VoiceResponse.SayAttributes['language']>;

export interface Voice {
  voice: SayVoice;
  /** The carrier's own name of the language; a voice with the language of another one makes the Say fail (page on Say). */
  language: SayLanguage;
  /** Of another maker, since a maker may take a voice away without notice. */
  fallbackVoice: SayVoice;
}

/** One for each language that we have prompts in. */
export const voices = {
  en: { voice: 'Polly.Joanna-Neural', language: 'en-US', fallbackVoice: 'Google.en-US-Standard-C' },
  es: { voice: 'Polly.Lupe-Neural', language: 'es-US', fallbackVoice: 'Google.es-US-Standard-A' },
  fr: { voice: 'Polly.Lea-Neural', language: 'fr-FR', fallbackVoice: 'Google.fr-FR-Standard-A' },
  de: { voice: 'Polly.Vicki-Neural', language: 'de-DE', fallbackVoice: 'Google.de-DE-Standard-A' },
  pt: { voice: 'Polly.Camila-Neural', language: 'pt-BR', fallbackVoice: 'Google.pt-BR-Standard-A' },
  ja: { voice: 'Polly.Kazuha-Neural', language: 'ja-JP', fallbackVoice: 'Google.ja-JP-Standard-A' },
  zh: { voice: 'Polly.Zhiyu-Neural', language: 'cmn-CN', fallbackVoice: 'Google.cmn-CN-Standard-A' },
  ko: { voice: 'Polly.Seoyeon-Neural', language: 'ko-KR', fallbackVoice: 'Google.ko-KR-Standard-A' },
} as const satisfies Record<string, Voice>;

/** For languages that only an interpreter speaks with our callers: in them we say no more than what they are called. */
const tongues = {
  ar: { voice: 'Polly.Hala-Neural', language: 'ar-AE' },
  hi: { voice: 'Polly.Kajal-Neural', language: 'hi-IN' },
  it: { voice: 'Polly.Bianca-Neural', language: 'it-IT' },
  nl: { voice: 'Polly.Laura-Neural', language: 'nl-NL' },
  pl: { voice: 'Polly.Ola-Neural', language: 'pl-PL' },
  ru: { voice: 'Polly.Tatyana', language: 'ru-RU' },
  th: { voice: 'Google.th-TH-Standard-A', language: 'th-TH' },
  tr: { voice: 'Polly.Burcu-Neural', language: 'tr-TR' },
  uk: { voice: 'Google.uk-UA-Standard-A', language: 'uk-UA' },
  vi: { voice: 'Google.vi-VN-Standard-A', language: 'vi-VN' },
} as const satisfies Record<string, Omit<Voice, 'fallbackVoice'>>;

/** Every voice that prompts may be spoken with. */
export const allVoices: Readonly<Record<string, Omit<Voice, 'fallbackVoice'>>> = { ...tongues, ...voices };

export type VoicedLanguage = keyof typeof voices;

export const hasVoice = (language: string): language is VoicedLanguage => Object.hasOwn(voices, language);
