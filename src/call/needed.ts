// The language in which a caller can be spoken with: the one of the prompts, or the one they asked an interpreter for.
import type { CallerCall } from './call.ts';

export const languageNeeded = ({ vars, language }: Pick<CallerCall, 'vars' | 'language'>): string => vars['interpret'] ?? language;
