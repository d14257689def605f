import { SignIn } from '../../../shared/contracts/auth.ts';
import { createFormResolver } from '../../lib/form-resolver.ts';

/** In a file of its own: the form is on screen before its check is here. */
export const signInResolver = createFormResolver(SignIn.pick({ email: true, password: true }));
