<?php

/**
 * The shop's notice URL, for PHP's built-in server: keeps what comes, checks its hash, answers as
 * Paygent wants it. NOTICE_INBOX is the file to append to, NOTICE_KEY the hash key of the contract.
 */

declare(strict_types=1);

$fields = ['payment_notice_id', 'payment_id', 'trading_id', 'payment_type', 'payment_amount'];
$values = array_map(static fn (string $name): string => is_string($_POST[$name] ?? null) ? $_POST[$name] : '', $fields);
$expected = hash('sha256', implode('', $values) . getenv('NOTICE_KEY'));
$given = is_string($_POST['hc'] ?? null) ? $_POST['hc'] : '';
$line = http_build_query($_POST + ['verdict' => hash_equals($expected, $given) ? 'right' : 'WRONG']);
file_put_contents((string) getenv('NOTICE_INBOX'), "$line\n", FILE_APPEND | LOCK_EX);
echo 'result=0';
