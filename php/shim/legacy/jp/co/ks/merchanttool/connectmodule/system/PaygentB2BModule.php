<?php

declare(strict_types=1);

require_once __DIR__ . '/../load.php';

// The PHP 5 edition's main file brings all the others.
foreach (array_keys(PaygentModule\Internal\OlderNames::FOLDERS) as $shortName) {
    PaygentModule\Internal\OlderNames::alias($shortName);
}
