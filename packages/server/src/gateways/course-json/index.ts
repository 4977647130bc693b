// The course-json gateway: the JSON chat of a university course, for its dozens of student clients.

import type { Gateway } from '../gateway.ts'
import { siteFor } from '../kit/address.ts'
import { doorOf } from '../kit/door.ts'
import { perForm } from '../kit/per-form.ts'
import { CourseOutlet } from './ears.ts'
import { outbound } from './outbound.ts'
import { talk } from './talk.ts'

export const courseJson: Gateway = {
  wire: 'course-json',
  speaks: 'JSON objects over TCP: the clients of a university chat course, TalkNet among them.',
  howTo: ({ host, port }) => `A JSON client of the chat course (TalkNet): ${host} ${port}`,
  outbound,
  hinted: { wire: 'course-json' },
  open(ports) {
    const outletAt = perForm((site: string) => new CourseOutlet(site))
    return doorOf((connection) => talk(connection, ports, outletAt(siteFor(connection, ports))))
  },
}
