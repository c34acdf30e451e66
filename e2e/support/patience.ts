/** For all engine tests. What they wait for has deadlines of its own, with words; this only ends what hangs. */
jest.setTimeout(240_000);
