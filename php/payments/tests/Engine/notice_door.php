<?php

declare(strict_types=1);

/*
 * A shop's address for notices, in a PHP without the extension: `php notice_door.php DATABASE MERCHANT KEY`.
 * Answers what Intake says, one request after the other.
 */

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Notice\Intake;
use Paygent\Payments\Notice\NoticeKeys;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Tests\Support\TestDatabase;
use Psr\Clock\ClockInterface;

require dirname(__DIR__) . '/bootstrap.php';

if (extension_loaded('paygent')) {
    exit(1);
}
/** @var list<string> $argv */
[, $handle, $merchant, $key] = $argv;
$database = new Database(TestDatabase::at($handle)->connect());
$intake = Intake::alone($database, new class ($key) implements NoticeKeys {
    public function __construct(private readonly string $key) {}

    public function noticeKeys(string $accountId, int $now): array
    {
        return [new Secret($this->key)];
    }
}, new class () implements ClockInterface {
    public function now(): DateTimeImmutable
    {
        return new DateTimeImmutable();
    }
});
$account = (new Accounts($database))->of(Environment::Local, $merchant, '', 0);
$server = stream_socket_server('tcp://127.0.0.1:0');
if ($server === false) {
    exit(2);
}
echo stream_socket_get_name($server, false), "\n";
while (($client = stream_socket_accept($server, -1)) !== false) {
    $length = 0;
    while (($line = trim((string) fgets($client))) !== '') {
        if (preg_match('/^content-length:\s*(\d+)/i', $line, $found) === 1) {
            $length = (int) $found[1];
        }
    }
    parse_str($length > 0 ? (string) stream_get_contents($client, $length) : '', $posted);
    $fields = [];
    foreach ($posted as $name => $value) {
        $fields[(string) $name] = is_string($value) ? $value : '';
    }
    $body = $intake->receive($account, $fields)->body();
    fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " . strlen($body) . "\r\nConnection: close\r\n\r\n" . $body);
    fclose($client);
}
