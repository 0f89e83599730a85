import { walkThrough } from './scenarios/walked.js';

walkThrough(2);
