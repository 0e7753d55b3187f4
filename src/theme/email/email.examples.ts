import { email } from './email.ts';

export const examples = { 'an address': () => email('press@roshanghat.example') };
