<?php

declare(strict_types=1);

namespace PaygentModule\Util;

use Paygent\ConnectionModule;
use PaygentModule\Internal\Loose;

/** Text helpers of the vendor's module (connection-module 3.7). */
class StringUtil
{
    /**
     * @param mixed $text
     *
     * @return bool true for null and for blanks only; "0" is not empty
     */
    public static function isEmpty($text)
    {
        return trim(Loose::textOrBlank($text)) === '';
    }

    /**
     * @param mixed $text
     * @param mixed $delimiter an empty one splits into single bytes
     * @param mixed $limit the last part keeps the rest
     *
     * @return list<string>
     */
    public static function split($text, $delimiter, $limit = -1)
    {
        $text = Loose::textOrBlank($text);
        $delimiter = Loose::textOrBlank($delimiter);
        $limit = is_numeric($limit) && $limit > 0 ? (int) $limit : PHP_INT_MAX;
        if ($delimiter !== '') {
            return explode($delimiter, $text, $limit);
        }
        $bytes = $text === '' ? [''] : str_split($text);
        if (count($bytes) <= $limit) {
            return $bytes;
        }

        return [...array_slice($bytes, 0, $limit - 1), implode('', array_slice($bytes, $limit - 1))];
    }

    /**
     * @param mixed $text
     *
     * @return bool
     */
    public static function isNumeric($text)
    {
        return is_numeric($text);
    }

    /**
     * @param mixed $text
     * @param mixed $length
     *
     * @return bool numeric and of exactly that many bytes
     */
    public static function isNumericLength($text, $length)
    {
        return is_numeric($text) && strlen((string) $text) === (is_numeric($length) ? (int) $length : -1);
    }

    /**
     * @param mixed $text CP932
     *
     * @return string|null half-width katakana (connection-module 6.4); null for null and ''
     */
    public static function convertKatakanaZenToHan($text)
    {
        $text = Loose::textOrBlank($text);

        return $text === '' ? null : ConnectionModule::kana($text);
    }
}
