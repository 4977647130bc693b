// What is said of the connection.

import { words } from '../../i18n/table.ts'

export const statusWords = words({
  connecting: { en: 'Connecting …', es: 'Conectando…', fr: 'Connexion…', cs: 'Připojování…' },
  offline: {
    en: 'No connection. What you write is sent as soon as there is one.',
    es: 'Sin conexión. Lo que escribas se enviará en cuanto la haya.',
    fr: 'Pas de connexion. Ce que vous écrivez partira dès qu’il y en aura une.',
    cs: 'Bez spojení. Co napíšete, se odešle, jakmile bude.',
  },
  now: { en: 'Try now', es: 'Probar ahora', fr: 'Essayer maintenant', cs: 'Zkusit hned' },
  closed: {
    en: 'You are not connected any more: {why}',
    es: 'Ya no estás conectado: {why}',
    fr: 'Vous n’êtes plus connecté : {why}',
    cs: 'Už nejste připojeni: {why}',
  },
  again: { en: 'Start again', es: 'Empezar de nuevo', fr: 'Recommencer', cs: 'Začít znovu' },
  announced: {
    en: 'From the operators: {body}',
    es: 'De los operadores: {body}',
    fr: 'De la part des opérateurs : {body}',
    cs: 'Od správců: {body}',
  },
  close: { en: 'Close', es: 'Cerrar', fr: 'Fermer', cs: 'Zavřít' },
})
