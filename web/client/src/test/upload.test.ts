import { describe, expect, it } from 'vitest';
import { about } from '../common/time';
import { typeOf } from '../school/captions-form';
import { titleOf, troubleOf } from '../school/files';
import { Pace } from '../school/pace';
import { Sending } from '../school/sending';
import { Turns } from '../school/turns';
import { size, wordsOf, type UploadEvents } from '../school/upload';

const room = { usedBytes: 60, allowedBytes: 100, maxFileBytes: 50 };
const film = (size = 10, name = 'film.mp4', type = 'video/mp4') => ({ name, type, size });

describe('a title from a file’s name', () => {
  it.each([
    ['robot_trieur-v2.MP4', 'Robot trieur v2'],
    ['IMG_1234.MOV', 'IMG 1234'],
    ['école.des.érables.mkv', 'École des érables'],
    ['e\u0301tude.mp4', 'Étude'],
    ['.mp4', '.mp4'],
  ])('%s', (name, title) => expect(titleOf(name)).toBe(title));
});

describe('a file before its first byte', () => {
  it('is taken if it is a video, by its type or by its name', () => {
    expect(troubleOf(film(), room)).toBeNull();
    expect(troubleOf(film(10, 'camescope.MTS', ''), room)).toBeNull();
  });

  it.each([
    [film(0), 'emptyFile'],
    [film(10, 'devoir.docx', 'application/msword'), 'notVideo'],
    [film(51), 'fileTooBig'],
    [film(41), 'noRoom'],
  ])('is refused with a reason', (file, trouble) => expect(troubleOf(file, room)).toBe(trouble));

  it('is left to the server while nobody knows how much room there is', () => expect(troubleOf(film(1e12), null)).toBeNull());
});

describe('the pace', () => {
  it('is told after a second, over the last ten', () => {
    const pace = new Pace();
    pace.note(0, 0);
    pace.note(500, 500);
    expect(pace.perSecond).toBeNull();
    pace.note(2000, 2000);
    expect(pace.perSecond).toBe(1000);
    for (let second = 3; second <= 20; second++) {
      pace.note(2000 + (second - 2) * 10, second * 1000);
    }
    expect(pace.perSecond).toBe(10);
    expect(pace.secondsLeft(2280)).toBe(10);
  });

  it('says nothing after a pause, a step back or a standstill', () => {
    const pace = new Pace();
    pace.note(0, 0);
    pace.note(1000, 1000);
    pace.note(900, 1100);
    expect(pace.perSecond).toBeNull();
    pace.note(900, 5000);
    expect(pace.secondsLeft(1000)).toBeNull();
    pace.clear();
    expect(pace.perSecond).toBeNull();
  });

  it('is written as roughly as it is known', () => expect([1, 12, 61, 3600, 7320].map(about)).toEqual(['5 s', '15 s', '2 min', '1 h 0 min', '2 h 2 min']));
});

describe('turns', () => {
  it('let so many begin; the others come as turns are given back or up', () => {
    const begun: string[] = [];
    const turns = new Turns(2);
    const [a, , c] = ['a', 'b', 'c', 'd'].map((name) => turns.take(() => begun.push(name)));
    expect(begun).toEqual(['a', 'b']);
    c!();
    a!();
    a!();
    expect(begun).toEqual(['a', 'b', 'd']);
  });
});

describe('sending', () => {
  function begin(turns = new Turns(1)) {
    let events: UploadEvents | undefined;
    const log: string[] = [];
    const upload = { start: () => log.push('start'), abort: async (forgotten = false) => void log.push(forgotten ? 'forget' : 'abort') };
    const send = ((...given: unknown[]) => {
      events = given[3] as UploadEvents;
      log.push('send');
      return upload;
    }) as never;
    const sending = new Sending(film(100) as File, 'p1', null, turns, (one) => log.push(one.state), send, () => 0);
    return { sending, log, events: () => events! };
  }

  it('goes from its turn to its last byte', () => {
    const { sending, log, events } = begin();
    sending.start();
    events().progress(50, 100);
    events().done();
    expect(log).toEqual(['waiting', 'sending', 'send', 'sending', 'done']);
    expect([sending.sent, sending.active]).toEqual([50, false]);
  });

  it('pauses, lets the next one begin, and goes on when it is its turn again', () => {
    const turns = new Turns(1);
    const [first, second] = [begin(turns), begin(turns)];
    first.sending.start();
    second.sending.start();
    expect(second.sending.state).toBe('waiting');

    first.sending.pause();
    first.events().progress(60, 100);
    expect([first.sending.state, second.sending.state]).toEqual(['paused', 'sending']);

    first.sending.start();
    expect(first.sending.state).toBe('waiting');
    second.events().done();
    expect(first.sending.state).toBe('sending');
    expect(first.log.at(-1)).toBe('start');
  });

  it('says why it stopped, and can be given up while it waits', () => {
    const turns = new Turns(1);
    const [first, second] = [begin(turns), begin(turns)];
    first.sending.start();
    second.sending.start();
    second.sending.cancel();
    first.events().stopped('plus de place');
    expect([first.sending.state, first.sending.trouble, second.sending.state]).toEqual(['stopped', 'plus de place', 'cancelled']);
    expect(second.log).not.toContain('send');
  });
});

describe('words and sizes', () => {
  it('are a teacher’s', () => {
    expect(size(12_400_000, 'fr-CA')).toBe('12,4\u00a0Mo');
    expect(wordsOf(new Error('tus: failed'))).toContain('connexion');
  });

  it('know captions by their names', () => expect(['a.SRT', 'a.vtt'].map(typeOf)).toEqual(['application/x-subrip', 'text/vtt']));
});
