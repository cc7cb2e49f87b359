<?php

declare(strict_types=1);

namespace PaygentModule\Internal;

/**
 * The class names of older editions (connection-module 2.2).
 *
 * @internal
 */
final class OlderNames
{
    /** Class by its short name, with the folder it has in the older editions. */
    public const FOLDERS = [
        'PaygentB2BModule' => 'System',
        'PaygentB2BModuleResources' => 'System',
        'PaygentB2BModuleException' => 'Exception',
        'PaygentB2BModuleConnectException' => 'Exception',
        'ResponseData' => 'Entity',
        'ResponseDataFactory' => 'Entity',
        'PaymentResponseDataImpl' => 'Entity',
        'ReferenceResponseDataImpl' => 'Entity',
        'FilePaymentResponseDataImpl' => 'Entity',
        'HttpsRequestSender' => 'Util',
        'Encoder' => 'Util',
        'PaygentB2BModuleLogger' => 'Util',
        'StringUtil' => 'Util',
        'CSVTokenizer' => 'Util',
        'CSVWriter' => 'Util',
    ];

    /** Makes a class known under its short name in $namespace, unless that name is taken. */
    public static function alias(string $shortName, string $namespace = ''): void
    {
        $alias = $namespace . $shortName;
        $class = 'PaygentModule\\' . (self::FOLDERS[$shortName] ?? '') . '\\' . $shortName;
        if (!class_exists($alias, false) && class_exists($class)) {
            class_alias($class, $alias);
        }
    }

    /** Defines the global constants of the PHP 5 edition (connection-module 3.11). */
    public static function defineConstants(): void
    {
        /** @var array<string, array<string, string|int>> $groups */
        $groups = require dirname(__DIR__) . '/constants.php';
        foreach ($groups as $class => $constants) {
            foreach ($constants as $name => $value) {
                if (!defined("{$class}__{$name}")) {
                    define("{$class}__{$name}", $value);
                }
            }
        }
    }
}
