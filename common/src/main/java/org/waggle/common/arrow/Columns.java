package org.waggle.common.arrow;

import java.util.List;
import java.util.Map;
import org.waggle.common.data.RejectedException;

/**
 * The columns of one batch as arrays, [rows]. They are asked for once each, in the order in which they were written: a
 * reader may go through the bytes once.
 */
interface Columns {
    int rows();

    int[] ints(String name) throws RejectedException;

    long[] longs(String name) throws RejectedException;

    String[] texts(String name) throws RejectedException;

    List<List<String>> textLists(String name) throws RejectedException;

    float[][] floatLists(String name) throws RejectedException;

    List<Map<String, String>> textMaps(String name) throws RejectedException;

    /** Makes something of the columns. */
    interface Reading<T> {
        T of(Columns columns) throws RejectedException;
    }
}
