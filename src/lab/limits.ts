// Every bound and every pace of the lab, by name, with the reason for its value.

/** Characters of an alphabetic script a voice speaks in a second: about 150 words a minute. */
export const charactersPerSecond = 15;
/** Characters of Chinese, Japanese or Korean a voice speaks in a second: each carries a syllable or more. */
export const cjkCharactersPerSecond = 6;
/** The shortest a spoken sentence lasts, so that even "OK" takes time. */
export const speechMsMin = 300;
/** How long a sound file lasts whose header does not say. */
export const playMsDefault = 5_000;
/** How long one played key lasts. */
export const toneMs = 200;
/** What `<Play loop="0">` means: the page on Play says it ends after a thousand rounds. */
export const loopsMax = 1_000;
/** A thumb on a keypad: five keys a second. */
export const keyGapMs = 200;

/** Twilio adds about five seconds to every ring time (pages on Dial and on the Call resource). */
export const ringGraceMs = 5_000;
export const callTimeoutSecondsDefault = 60;
export const dialTimeoutSecondsDefault = 30;
/** Four hours: the longest a call lasts unless its time limit says otherwise. */
export const timeLimitSecondsDefault = 14_400;

/** A document has fifteen seconds to arrive, tries included. */
export const webhookMs = 15_000;
/** A document may not be larger than this (error 11750). */
export const documentBytesMax = 64 * 1_024;
/** Documents of one call that may follow each other without any time passing, before we call it an endless loop. */
export const documentsAtOnceMax = 100;
/** TwiML handed over in a REST request (error 32018). */
export const restTwimlMax = 4_000;
export const messageBodyMax = 1_600;

/** How long the file of a finished recording cannot be fetched yet. */
export const recordingReadyMs = 1_000;
export const beepMs = 500;

/** How long a message takes to leave, and then to arrive. */
export const messageSentMs = 500;
export const messageDeliveredMs = 1_500;

/** Memory: what is kept once it is over. */
export const finishedCallsMax = 5_000;
export const finishedRoomsMax = 2_000;
export const recordingsMax = 2_000;
export const messagesMax = 2_000;
export const logMax = 1_000;
export const trafficMax = 2_000;
export const heardMax = 2_000;
export const phoneCallsMax = 100;
export const phonesMax = 10_000;
export const audioFilesMax = 500;
/** What the listener takes in one request. */
export const requestBytesMax = 256 * 1_024;
/** Rows a REST list shows on a page unless asked otherwise. */
export const pageSizeDefault = 50;
