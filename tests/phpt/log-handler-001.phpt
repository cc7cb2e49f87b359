--TEST--
A log handler gets records by PSR-3 level, and what it throws fails no telegram
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;
use Paygent\Exception\TransportException;
use Paygent\Log;

$levels = [];
$text = '';
Log::setHandler(function (string $level, string $message) use (&$levels, &$text): void {
    $levels[$level] = true;
    $text .= $message;
    throw new LogicException('handler');
});
ini_set('paygent.log_level', 'debug');
$client = Client::fromConfig(settings_file());
try {
    $client->send('020', ['card_number' => '4111111111111111']);
} catch (TransportException $exception) {
    echo $exception->outcome(), "\n";
}
var_dump($levels !== [], array_diff(array_keys($levels), ['error', 'warning', 'info', 'debug']));
var_dump(str_contains($text, '4111111111111111'), str_contains($text, 'Secret-Pass-1'));
Log::setHandler(null);
$text = '';
try {
    $client->send('020');
} catch (TransportException) {
    var_dump($text);
}
--EXPECT--
not_sent
bool(true)
array(0) {
}
bool(false)
bool(false)
string(0) ""
