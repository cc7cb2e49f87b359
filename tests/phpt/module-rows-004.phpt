--TEST--
resNext() gives the rows forward only, bytes and key order untouched
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

$module = new Paygent\ConnectionModule();
$body = "1,0,\"\",\"\"\r\n2,b,a,12\r\n3,\"\x83\x5c\",y,1\r\n3,p,\"q\"\"\",2\r\n4,2\r\n";
var_dump($module->load('reference', 'full', $body), count($module->rows()));
while ($module->hasResNext()) {
    $row = $module->resNext();
    echo json_encode(array_keys($row)), ' ', bin2hex($row['b']), ' ', $row['a'], ' ', $row[12], "\n";
}
var_dump($module->resNext(), count($module->rows()), $module->getResultStatus(), $module->getResponseCode());
--EXPECT--
bool(true)
int(2)
["b","a",12] 835c y 1
["b","a",12] 70 q" 2
NULL
int(2)
string(1) "0"
string(0) ""
