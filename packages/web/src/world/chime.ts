// A short, quiet sound, made here: nothing is loaded for it.

let context: AudioContext | undefined

export function chime(): void {
  context ??= new AudioContext()
  const { currentTime: now } = context
  const [tone, volume] = [context.createOscillator(), context.createGain()]
  tone.frequency.setValueAtTime(660, now)
  tone.frequency.setValueAtTime(880, now + 0.09)
  volume.gain.setValueAtTime(0.06, now)
  volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.4)
  tone.connect(volume).connect(context.destination)
  tone.start(now)
  tone.stop(now + 0.4)
}
