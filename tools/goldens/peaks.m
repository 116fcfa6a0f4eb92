% Golden values for packages/data/src/generators: `octave --quiet tools/goldens/peaks.m`, then copy what it prints.
% Octave's peaks is an independent version of MATLAB's surface; the heights of its bands are counted here with histc.

[x, y, z] = peaks(256);
least = min(z(:));
greatest = max(z(:));
borders = linspace(least, greatest, 6);
counts = histc(z(:), borders);
counts(5) += counts(6);
printf("least %.17g greatest %.17g\n", least, greatest);
printf("points of the bands: %s\n", mat2str(counts(1:5)'));
printf("at (0.5, -1.25): %.17g\n", peaks([0.5], [-1.25]));
printf("at (-2, 3): %.17g\n", peaks([-2], [3]));
