import { describeBroker } from '../broker.case.ts';
import { createStoreFixture } from './store-fixture.case.ts';

describeBroker('embedded', createStoreFixture);
