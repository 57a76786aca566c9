// Four short narrated videos, made on the spot with ffmpeg and, if it is there, espeak-ng's voice.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const stories = [
  {
    key: 'robot',
    title: { fr: 'Le robot qui range les livres', en: 'The robot that sorts books' },
    voice:
      'Bonjour! Nous sommes les mini technos de la classe six B. Voici notre robot. Il lit le code à barres de chaque livre, puis il le range sur la bonne étagère. Merci de nous avoir regardés!',
    picture: 'gradients=size=320x180:rate=30:c0=0xbf360c:c1=0xffcc80:c2=0xf57c00:nb_colors=3:speed=0.02',
    tone: 330,
  },
  {
    key: 'serre',
    title: { fr: 'Notre serre branchée', en: 'Our connected greenhouse' },
    voice:
      'Dans notre serre, un capteur mesure la terre toutes les heures. Quand elle est trop sèche, une petite pompe arrose les tomates. Nous en avons mangé douze!',
    picture: 'gradients=size=320x180:rate=30:c0=0x1b5e20:c1=0xa5d6a7:c2=0x66bb6a:nb_colors=3:speed=0.02',
    tone: 392,
  },
  {
    key: 'carte',
    title: { fr: 'La carte sonore du fleuve', en: 'The river in sounds' },
    voice:
      'Nous avons enregistré le fleuve à dix endroits. Touchez un point de la carte, et vous entendez les vagues, les oies ou le traversier. Lequel préférez-vous?',
    picture: 'gradients=size=320x180:rate=30:c0=0x0d47a1:c1=0x90caf9:c2=0x26c6da:nb_colors=3:speed=0.03',
    tone: 440,
  },
  {
    key: 'fractale',
    title: { fr: 'Des mathématiques en couleurs', en: 'Mathematics in colour' },
    voice:
      'Cette image vient d’une seule formule, répétée des milliers de fois. Plus on s’approche, plus on découvre de détails. C’est une fractale, et nous l’avons programmée nous-mêmes.',
    picture: 'mandelbrot=size=480x270:rate=15:end_scale=0.02:end_pts=400',
    tone: 494,
  },
];

const caption =
  'scale=1280:720,fps=30,drawtext=textfile=TITLE:fontsize=64:fontcolor=white:shadowx=2:shadowy=2:x=(w-tw)/2:y=h/2-80+20*sin(t)';
const bare = 'scale=1280:720,fps=30';

/** Makes a story's video in a folder, once. */
export function video(folder, story) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${story.key}.mp4`);
  if (existsSync(file)) return file;
  const title = join(folder, `${story.key}.txt`);
  writeFileSync(title, story.title.fr);
  try {
    film(file, story, caption.replace('TITLE', title));
  } catch {
    film(file, story, bare); // a machine without a font
  }
  return file;
}

function film(file, story, filters) {
  const voice = file.replace('.mp4', '.wav');
  const sound = speak(voice, story.voice) ? ['-i', voice] : ['-f', 'lavfi', '-i', `sine=frequency=${story.tone}`];
  const made = `${file}.part`;
  execFileSync('ffmpeg', [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-f', 'lavfi', '-i', story.picture, ...sound],
    ...['-vf', filters, '-af', 'apad', '-t', '16', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '28'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '128k', '-f', 'mp4', made],
  ]);
  renameSync(made, file);
}

function speak(file, words) {
  try {
    execFileSync('espeak-ng', ['-v', 'fr', '-s', '155', '-w', file, words], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // no voice on this machine: a tone will do
  }
}
