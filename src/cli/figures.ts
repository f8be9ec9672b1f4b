// Figures of reports as people read them: a dash where there was no traffic.

export const share = (value: number | undefined): string => (value === undefined ? '-' : `${(value * 100).toFixed(1)}%`);
export const time = (seconds: number | undefined): string => (seconds === undefined ? '-' : `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`);
export const minute = (text: string): string => `${text.slice(0, 10)} ${text.slice(11, 16)}`;
