import { speakPlainly } from '../../shared/contracts/plain-words.ts';

// Also where no contract has come along that says so: a page's policy allows no code made of text.
speakPlainly();

export { z } from 'zod';
