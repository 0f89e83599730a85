import fc from 'fast-check';

// The same samples every time, so that a run that fails fails again; TEST_SEED draws others.
fc.configureGlobal({ seed: Number(process.env.TEST_SEED ?? 2027) });
