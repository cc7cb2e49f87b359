<?php

declare(strict_types=1);

namespace PaygentModule\Util;

use Paygent\ConnectionModule;
use PaygentModule\Internal\Loose;
use PaygentModule\System\PaygentB2BModuleResources;

/** The module's log file (connection-module 3.6, 9). */
class PaygentB2BModuleLogger
{
    /** @var string path; blank is silent */
    public $filename = '';

    private static ?self $instance = null;

    public function __construct()
    {
        $settings = PaygentB2BModuleResources::getInstance();
        if ($settings instanceof PaygentB2BModuleResources) {
            $this->filename = $settings->getLogOutputPath();
        }
    }

    /** @return self */
    public static function &getInstance()
    {
        if (self::$instance === null || self::$instance->filename === '') {
            // One made while the settings were bad must not stay silent (O-19).
            self::$instance = new self();
        }

        return self::$instance;
    }

    /**
     * @param mixed $className
     * @param mixed $text
     *
     * @return void
     */
    public function debug($className, $text)
    {
        if (StringUtil::isEmpty($this->filename) || StringUtil::isEmpty($text)) {
            return;
        }
        $class = Loose::textOrBlank($className);
        if (!ConnectionModule::appendLog($this->filename, $class, Loose::textOrBlank($text))) {
            trigger_error("E01901:the log cannot be written ({$this->filename})", E_USER_WARNING);
        }
    }

    /**
     * @param mixed $text
     * @param mixed $className
     *
     * @return string the line as debug() writes it
     */
    public function outputMsg($text, $className)
    {
        return date('Y/m/d H:i:s') . ' ' . Loose::textOrBlank($className) . ' ' . Loose::textOrBlank($text) . "\n";
    }
}
