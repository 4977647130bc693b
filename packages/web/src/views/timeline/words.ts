// What the timeline says.

import { words } from '../../i18n/table.ts'

export const timelineWords = words({
  messages: { en: 'Messages', es: 'Mensajes', fr: 'Messages', cs: 'Zprávy' },
  beginning: {
    en: 'The conversation begins here.',
    es: 'Aquí empieza la conversación.',
    fr: 'La conversation commence ici.',
    cs: 'Tady rozhovor začíná.',
  },
  nothing: {
    en: 'Nobody has said anything yet. You could be the first.',
    es: 'Nadie ha dicho nada todavía. Puedes ser el primero.',
    fr: 'Personne n’a encore rien dit. À vous de commencer.',
    cs: 'Zatím tu nikdo nic neřekl. Můžete začít.',
  },
  loading: { en: 'Loading …', es: 'Cargando…', fr: 'Chargement…', cs: 'Načítání…' },
  again: { en: 'Try again', es: 'Reintentar', fr: 'Réessayer', cs: 'Zkusit znovu' },
  isNew: { en: 'New', es: 'Nuevo', fr: 'Nouveau', cs: 'Nové' },
  latest: {
    en: 'Jump to the latest',
    es: 'Ir a lo más reciente',
    fr: 'Aller au plus récent',
    cs: 'Přejít na nejnovější',
  },
  newOnes: {
    en: { one: '{count} new message', other: '{count} new messages' },
    es: { one: '{count} mensaje nuevo', many: '{count} de mensajes nuevos', other: '{count} mensajes nuevos' },
    fr: { one: '{count} nouveau message', many: '{count} de nouveaux messages', other: '{count} nouveaux messages' },
    cs: {
      one: '{count} nová zpráva',
      few: '{count} nové zprávy',
      many: '{count} nové zprávy',
      other: '{count} nových zpráv',
    },
  },
  typing: {
    en: { one: '{names} is typing …', other: '{names} are typing …' },
    es: { one: '{names} está escribiendo…', other: '{names} están escribiendo…' },
    fr: { one: '{names} écrit…', other: '{names} écrivent…' },
    cs: { one: '{names} píše…', few: '{names} píší…', other: '{names} píší…' },
  },
  severalType: {
    en: 'Several people are typing …',
    es: 'Varias personas están escribiendo…',
    fr: 'Plusieurs personnes écrivent…',
    cs: 'Píše několik lidí…',
  },
  waiting: { en: 'Waiting …', es: 'En espera…', fr: 'En attente…', cs: 'Čeká…' },
  sending: { en: 'Sending …', es: 'Enviando…', fr: 'Envoi…', cs: 'Odesílání…' },
  failed: { en: 'Not sent: {why}', es: 'No enviado: {why}', fr: 'Non envoyé : {why}', cs: 'Neodesláno: {why}' },
  retry: { en: 'Send again', es: 'Enviar otra vez', fr: 'Renvoyer', cs: 'Odeslat znovu' },
  discard: { en: 'Discard', es: 'Descartar', fr: 'Abandonner', cs: 'Zahodit' },
  said: { en: '{name}: {text}', es: '{name}: {text}', fr: '{name} : {text}', cs: '{name}: {text}' },
  sharedFile: {
    en: '{name} shared {text}',
    es: '{name} ha compartido {text}',
    fr: '{name} a partagé {text}',
    cs: '{name} sdílí {text}',
  },
  dismiss: { en: 'Dismiss', es: 'Cerrar', fr: 'Fermer', cs: 'Zavřít' },
})
