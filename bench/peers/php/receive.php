<?php
// A receiver as one would write it in PHP: PDO, one transaction a request. The tables
// (../../schema.sql) are there already.
declare(strict_types=1);

// Of the columns of an event, in order; PDO's own guess is text for all of them.
const TYPES = [
	PDO::PARAM_INT, PDO::PARAM_STR, PDO::PARAM_STR, PDO::PARAM_STR, PDO::PARAM_STR,
	PDO::PARAM_STR, PDO::PARAM_STR, PDO::PARAM_INT, PDO::PARAM_LOB, PDO::PARAM_STR,
];

function answer(int $status, array $body): never
{
	http_response_code($status);
	header('Content-Type: application/json');
	$text = json_encode($body);
	header('Content-Length: ' . strlen($text));
	echo $text;
	exit;
}

function refuse(int $status, string $message): never
{
	answer($status, ['code' => $status, 'message' => $message]);
}

function database(): PDO
{
	// Persistent: each child opens the file once, not once a request.
	$pdo = new PDO('sqlite:' . getenv('RECEIVER_DATABASE'), null, null, [
		PDO::ATTR_PERSISTENT => true,
		PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
		PDO::ATTR_TIMEOUT => 30,
	]);
	$pdo->exec('PRAGMA synchronous = FULL');
	return $pdo;
}

function store(PDO $pdo, object $body, int $bytes): int
{
	$received = (new DateTime('now', new DateTimeZone('UTC')))->format('Y-m-d\TH:i:s.v\Z');
	$stored = 0;

	// IMMEDIATE: waits for its turn here, instead of failing at the first INSERT.
	$pdo->exec('BEGIN IMMEDIATE');
	try {
		$pdo->prepare('INSERT INTO delivery (received_at, bytes, events) VALUES (?, ?, ?)')
			->execute([$received, $bytes, count($body->events)]);
		$delivery = (int)$pdo->lastInsertId();
		$insert = $pdo->prepare('INSERT INTO event (delivery_id, kind, monitor_id, vin,
			fleet_id, event_at, received_at, refresh, digest, json)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
		foreach ($body->events as $event) {
			$json = json_encode($event, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
			$row = [
				$delivery, 'monitor', $body->monitorId, $event->vin ?? null,
				$event->fleetId ?? null, $event->eventDate ?? null, $received,
				isset($event->refresh) ? (int)$event->refresh : null,
				substr(hash('sha256', $json, true), 0, 16), $json,
			];
			foreach ($row as $i => $value) {
				$insert->bindValue($i + 1, $value, TYPES[$i]);
			}
			$insert->execute();
			$stored += $insert->rowCount();
		}
		$pdo->exec('COMMIT');
	} catch (Throwable $problem) {
		$pdo->exec('ROLLBACK');
		throw $problem;
	}
	return $stored;
}

if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
	refuse(405, 'POST only');
}
$credential = (string)getenv('RECEIVER_AUTHORIZATION');
if (!hash_equals($credential, $_SERVER['HTTP_AUTHORIZATION'] ?? '')) {
	refuse(401, 'wrong or missing credential');
}
$text = file_get_contents('php://input');
try {
	$body = json_decode($text, false, 64, JSON_THROW_ON_ERROR);
} catch (JsonException $problem) {
	refuse(400, 'not JSON: ' . $problem->getMessage());
}
if (!is_object($body) || !is_string($body->monitorId ?? null)
	|| !is_array($body->events ?? null)
	|| count(array_filter($body->events, 'is_object')) !== count($body->events)) {
	refuse(400, 'not an envelope with events');
}
try {
	$stored = store(database(), $body, strlen($text));
} catch (Throwable $problem) {
	error_log($problem->getMessage());
	refuse(500, 'not stored');
}
answer(201, ['events' => count($body->events), 'stored' => $stored]);
