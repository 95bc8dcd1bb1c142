package org.waggle.common.swarm;

import java.io.Serializable;

/**
 * A group that a peer seems to offer: nothing is known yet but a file's name.
 *
 * @param file where the file lies
 * @param name what its name says
 * @param bytes length of the file as it was listed
 * @param index place of the group in the file, from 0
 */
public record Offer(String file, OfferName name, long bytes, int index) implements Serializable {}
