import type { SeededRandom } from './seeded-random.ts';
import { frameOf } from './raw-line.ts';

/** What a screen may say, and what the protocols know beside it. */
const PACKETS: readonly string[] = [
  '40',
  '40{"token":"TOKEN"}',
  '40/other,{"token":"TOKEN"}',
  '41',
  '42["ping"]',
  '42["ping",null]',
  '42["noise",{"a":1}]',
  '420["ping"]',
  '421["ping",{"deep":{"er":[1,2,3]}}]',
  '430[]',
  '44{"message":"x"}',
  '451-["x",{"_placeholder":true,"num":0}]',
  '452-0["x",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
  '461-0[{"_placeholder":true,"num":0}]',
  '2probe',
  '3',
  '3probe',
  '5',
  '6',
  '1',
  '0{"sid":"x"}',
  'bAQIDBA==',
];
const PIECES: readonly string[] = [
  ...['\u001E', '\u0000', '"', '[', '{', '}', ']', ',', '/', '-', '\\u', '\uD800', '__proto__', '$', '%s'],
  ...[
    '999999999999999999999',
    '-1',
    '1e309',
    '4',
    '45',
    '49',
    'null',
    '["__proto__"]',
    '{"_placeholder":true,"num":9}',
  ],
  '['.repeat(500),
  'x'.repeat(2_000),
];
const TEXT = 1;
const OTHER_OPCODES = [0, 2, 8, 9, 10, 3, 7, 11, 15] as const;

/** A valid packet with up to three wounds: some stay whole, so that a line lives to say something worse. */
export function mutatedPacket(random: SeededRandom, token: string): Buffer {
  let packet: Buffer = Buffer.from(random.pick(PACKETS).replace('TOKEN', token));
  for (let wounds = random.below(4); wounds > 0; wounds--) packet = wound(packet, random);
  return packet;
}

/** The packet in a WebSocket frame, which is wounded itself now and then. */
export function mutatedFrame(random: SeededRandom, token: string): Buffer {
  const opcode = random.chance(0.9) ? TEXT : random.pick(OTHER_OPCODES);
  const frame = frameOf(mutatedPacket(random, token), opcode);
  return random.chance(0.1) ? wound(frame, random) : frame;
}

function wound(bytes: Buffer, random: SeededRandom): Buffer {
  const at = random.below(bytes.length + 1);
  const to = at + random.below(bytes.length - at + 1);
  const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  switch (random.below(6)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, middle, middle, after]);
    case 2:
      return Buffer.concat([before, Buffer.from(random.pick(PIECES)), middle, after]);
    case 3:
      return Buffer.concat([before, Buffer.from(random.pick(PACKETS)), after]);
    case 4:
      return Buffer.concat([before, Buffer.from([random.below(256)]), after]);
    default:
      return Buffer.from(bytes.map((byte, n) => (n === at ? byte ^ (1 << random.below(8)) : byte)));
  }
}
