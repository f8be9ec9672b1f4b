// Lets whatever has come meanwhile be answered, in the middle of long work.

export const breathe = (): Promise<void> => new Promise((done) => setImmediate(done));
