import { dress } from '../common/chrome';

void dress();
