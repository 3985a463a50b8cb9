import { configEngineMutants } from './mutants/configs.ts';
import { lifecycleEngineMutants } from './mutants/lifecycle.ts';
import { offsetEngineMutants } from './mutants/offsets.ts';
import type { InsideMutant } from './inside-mutant.ts';

/** Workers whose engine does something else than it is asked to. */
export const engineMutants: readonly InsideMutant[] = [...configEngineMutants, ...lifecycleEngineMutants, ...offsetEngineMutants];
