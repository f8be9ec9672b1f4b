// Texts from outside, on their way to a service and back: nothing in them may do more than be read.

/** Controls, marks that turn the direction, lone halves of a pair, private characters; not the line end, nor the two joiners that are letters' business. */
const unreadable = /(?![\n\u200c\u200d])\p{C}/gu;

export const cleanText = (text: string): string => text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/\t/g, ' ').replace(unreadable, '');
