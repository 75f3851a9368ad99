// A receiver as one would write it for Node: fastify and better-sqlite3. The tables
// (../../schema.sql) are there already.
//
//	node receive.js each|grouped SOCKET
//
// each: one transaction a request. grouped: one transaction for all requests that one
// turn of the event loop has read; the answers wait for its commit.
'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const fastify = require('fastify');
const Database = require('better-sqlite3');

const [mode, socket] = process.argv.slice(2);
const credential = Buffer.from(process.env.RECEIVER_AUTHORIZATION);

const envelope = {
	type: 'object',
	required: ['monitorId', 'events'],
	properties: {
		monitorId: { type: 'string' },
		events: { type: 'array', items: { type: 'object' } },
	},
};

const database = new Database(process.env.RECEIVER_DATABASE, { timeout: 30000 });
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');    // better-sqlite3 says NORMAL with WAL

const insertDelivery = database.prepare(
	'INSERT INTO delivery (received_at, bytes, events) VALUES (?, ?, ?)');
const insertEvent = database.prepare(
	`INSERT INTO event (delivery_id, kind, monitor_id, vin, fleet_id, event_at,
	received_at, refresh, digest, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT DO NOTHING`);

const text = (value) => (typeof value === 'string' ? value : null);
const flag = (value) => (typeof value === 'boolean' ? Number(value) : null);

// Stores one request inside a transaction; returns how many of its events were new.
function store({ body, bytes }) {
	const received = new Date().toISOString();
	const delivery = insertDelivery.run(received, bytes, body.events.length).lastInsertRowid;
	let stored = 0;

	for (const event of body.events) {
		const json = JSON.stringify(event);
		const digest = crypto.createHash('sha256').update(json).digest().subarray(0, 16);

		stored += insertEvent.run(delivery, 'monitor', body.monitorId, text(event.vin),
			text(event.fleetId), text(event.eventDate), received, flag(event.refresh),
			digest, json).changes;
	}
	return stored;
}

const storeOne = database.transaction(store).immediate;
const storeAll = database.transaction((waiting) => waiting.map(store)).immediate;

let waiting = [];

function commitWaiting() {
	const group = waiting;

	waiting = [];
	try {
		const counts = storeAll(group);
		group.forEach((one, i) => one.resolve(counts[i]));
	} catch (problem) {
		group.forEach((one) => one.reject(problem));
	}
}

// Resolves once the request is committed, with the number of new events.
function storeSoon(request) {
	return new Promise((resolve, reject) => {
		if (waiting.length === 0)
			setImmediate(commitWaiting);
		waiting.push({ ...request, resolve, reject });
	});
}

function admitted(authorization) {
	const given = Buffer.from(authorization ?? '');

	return given.length === credential.length && crypto.timingSafeEqual(given, credential);
}

const app = fastify({ bodyLimit: 16 * 1024 * 1024 });

app.addHook('onRequest', async (request, reply) => {
	if (!admitted(request.headers.authorization))
		return reply.code(401).send({ code: 401, message: 'wrong or missing credential' });
});

app.post('/*', { schema: { body: envelope } }, async (request, reply) => {
	const job = { body: request.body, bytes: Number(request.headers['content-length']) };
	const stored = mode === 'grouped' ? await storeSoon(job) : storeOne(job);

	return reply.code(201).send({ events: job.body.events.length, stored });
});

fs.rmSync(socket, { force: true });
app.listen({ path: socket, backlog: 1024 }).catch((problem) => {
	console.error(problem.message);
	process.exit(1);
});
process.on('SIGTERM', () => process.exit(0));
