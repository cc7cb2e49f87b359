--TEST--
A value that is no text is a RequestException naming the field, never the value
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;
use Paygent\Exception\RequestException;

$client = Client::fromConfig(settings_file());
foreach ([['amount' => 1234.5], ['name' => '𠮷野家'], ['name' => "\xff\xff"]] as $fields) {
    try {
        $client->send('020', $fields);
    } catch (RequestException $exception) {
        echo $exception->field(), ' ';
        var_dump(str_contains($exception->getMessage(), '1234.5') || str_contains($exception->getMessage(), '野家'));
    }
}
--EXPECT--
amount bool(false)
name bool(false)
name bool(false)
