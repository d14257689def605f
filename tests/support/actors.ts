import type { AppointmentTypeId, DoctorId, PatientId, RoomId, UserId } from '../../shared/ids.ts';
import type { Services } from '../../server/app/services.ts';
import type { Db, Query } from '../../server/db/transact.ts';
import { hashPassword } from '../../server/lib/passwords.ts';
import type { Actor, Caller } from '../../server/trpc/context.ts';
import { insertDoctor, insertPatient, insertRoom, insertType, insertUser } from './factories.ts';

export const PASSWORD = 'violet anchor seventeen';
export const CALLER: Caller = {
  address: '192.0.2.10',
  device: 'Vitest',
  requestId: 'test-call',
  origin: 'http://127.0.0.1:4780',
};

/** The people of every test, each with an account, and the clinic they meet in. */
export type Cast = {
  readonly room: RoomId;
  readonly doctor: DoctorId;
  readonly otherDoctor: DoctorId;
  readonly patient: PatientId;
  readonly otherPatient: PatientId;
  /** Half an hour, online, offered by both doctors. */
  readonly type: AppointmentTypeId;
};

export const ACTOR_NAMES = [
  'admin',
  'reception',
  'doctor',
  'otherDoctor',
  'patient',
  'otherPatient',
] as const;
export type ActorName = (typeof ACTOR_NAMES)[number];
export type Actors = Readonly<Record<ActorName, Actor>>;

export function emailOf(name: ActorName): string {
  return `${name.toLowerCase()}@clinic.test`;
}

/** Once for all clinics of a worker: a hash is dear, as it has to be. */
let hashed: Promise<string> | undefined;

export async function insertCast(db: Db): Promise<{ cast: Cast; users: Record<ActorName, UserId> }> {
  const passwordHash = await (hashed ??= hashPassword(PASSWORD));
  return db.transact(async ({ q }) => {
    const cast = await insertClinic(q);
    const account = (name: ActorName, displayName: string) => ({
      name: displayName,
      email: emailOf(name),
      passwordHash,
    });
    const users = {
      admin: await insertUser(q, { ...account('admin', 'Ada Admin'), role: 'admin' }),
      reception: await insertUser(q, { ...account('reception', 'Rita Desk'), role: 'receptionist' }),
      doctor: await insertUser(q, {
        ...account('doctor', 'Dr. Ana Ruiz'),
        role: 'doctor',
        doctorId: cast.doctor,
      }),
      otherDoctor: await insertUser(q, {
        ...account('otherDoctor', 'Dr. Ben Osei'),
        role: 'doctor',
        doctorId: cast.otherDoctor,
      }),
      patient: await insertUser(q, {
        ...account('patient', 'Maria Lopez'),
        role: 'patient',
        patientId: cast.patient,
      }),
      otherPatient: await insertUser(q, {
        ...account('otherPatient', 'Noah Weber'),
        role: 'patient',
        patientId: cast.otherPatient,
      }),
    };
    return { cast, users };
  });
}

/** A real session for each of them. */
export async function signInAll(
  services: Services,
  users: Readonly<Record<ActorName, UserId>>,
): Promise<{ actors: Actors; tokens: Readonly<Record<ActorName, string>> }> {
  const actors = {} as Record<ActorName, Actor>;
  const tokens = {} as Record<ActorName, string>;
  for (const name of ACTOR_NAMES) {
    const session = await services.auth.issueSession(users[name], CALLER);
    actors[name] = session.actor;
    tokens[name] = session.accessToken;
  }
  return { actors, tokens };
}

async function insertClinic(q: Query): Promise<Cast> {
  const room = await insertRoom(q, 'Room 1');
  const doctor = await insertDoctor(q, { name: 'Dr. Ana Ruiz', roomId: room });
  const otherDoctor = await insertDoctor(q, { name: 'Dr. Ben Osei' });
  const type = await insertType(q, { doctorIds: [doctor, otherDoctor] });
  const patient = await insertPatient(q, {
    givenName: 'Maria',
    familyName: 'Lopez',
    phone: '+1 555 010-2030',
  });
  const otherPatient = await insertPatient(q, {
    givenName: 'Noah',
    familyName: 'Weber',
    birthDate: '1975-11-30',
  });
  return { room, doctor, otherDoctor, patient, otherPatient, type };
}
